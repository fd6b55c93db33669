"""A small language model that adds descriptive words to prompts ("Fooocus V2")."""
