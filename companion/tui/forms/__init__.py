"""The forms: what is asked to plan, tell, decide, grow, review, correct and filter, and what is recorded of it."""
