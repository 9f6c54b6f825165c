"""Pictures of maps: SVG, PNG and PDF, with the fonts they need."""

__all__: list[str] = []
