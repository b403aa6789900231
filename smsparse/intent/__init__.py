"""The intent model: hashed features, an embedding bag of whole numbers, a small head, a calibrated confidence."""
