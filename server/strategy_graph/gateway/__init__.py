"""Gateway in front of Flask: response cache, request coalescing, scheduler, fast path, WSGI bridge."""
