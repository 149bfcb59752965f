import json

CACHED_DATA = None
loads = 0


def load_json():
    global loads
    loads += 1
    return json.dumps({'loads': loads})


def main(req):
    global CACHED_DATA
    if CACHED_DATA is None:
        CACHED_DATA = load_json()

    # ... use CACHED_DATA in code
    return CACHED_DATA
