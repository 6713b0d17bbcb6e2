"""The explorer: pages that answer a question by named queries, and the pictures on them; without Flask."""
