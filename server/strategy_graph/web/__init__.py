"""Flask application: factory, live release and blueprints."""
