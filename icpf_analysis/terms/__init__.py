"""Statements become terms: the lexicon, tokens, terms, their counts and their contexts."""
