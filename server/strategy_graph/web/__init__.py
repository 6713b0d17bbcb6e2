"""The Flask application: the factory, the release that it serves, and its blueprints."""
