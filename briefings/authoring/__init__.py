"""Work on a project besides building: new partners and projects, review, sources, gaps, status, template overrides."""
