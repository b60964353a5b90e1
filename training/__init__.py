"""Data mixing, fine-tuning, calibration fitting and the model card."""
