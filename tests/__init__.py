"""Tests. A package, because some installed package brings a ``tests`` of its own."""
