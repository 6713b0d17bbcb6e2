"""The named queries: parsing, parameter binding, and checks that the parameters refer to resources in the release."""
