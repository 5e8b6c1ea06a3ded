"""Spiders: they ask for pages and yield what was seen. They write nothing and judge nothing."""
