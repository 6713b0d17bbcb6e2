"""What stands in front of Flask: response cache, coalescing of equal requests, scheduler, fast path, bridge to WSGI."""
