"""The named queries: reading them, binding their parameters, and checking what parameters name."""
