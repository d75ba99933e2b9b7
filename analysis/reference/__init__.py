"""Public reference data with sources and dates."""
