"""Which record an id means: any unique beginning is enough."""
