"""Fields of papers, checks across them, exports."""
