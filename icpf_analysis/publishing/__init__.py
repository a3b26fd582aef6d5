"""Pictures become files and pages: saved figures, claims, executed notebooks, the site."""
