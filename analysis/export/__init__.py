"""Exports: a release, or checked records, as files that other people's software reads.

``analysis.export.write.write`` is the one way in for releases, ``write_records`` for records;
docs/exports.md describes every file.
"""
