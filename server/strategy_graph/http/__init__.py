"""HTTP without domain knowledge: content negotiation, validators, request checks and problem details."""
