"""One catalogue of every visible string: extraction, files, checks, pseudo-locales."""
