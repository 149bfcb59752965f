async def main(req):
    return 'from the app itself'
