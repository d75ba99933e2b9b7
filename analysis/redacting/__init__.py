"""The rules and name lists behind analysis.redaction."""
