class FunctionExtensionException(Exception):
    """An extension that is used in a way that extensions are not."""
