"""What callers say about entities: drafts, changes, queries."""
