"""What a desk does beside building: check, review, audit, keep sources, begin partners and houses, own templates."""
