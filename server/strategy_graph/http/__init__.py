"""What is HTTP and not this project: content negotiation and problem documents."""
