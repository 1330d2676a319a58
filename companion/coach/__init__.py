"""What a person can do: the coach, in halves and quarters, and what it hands to the front ends."""
