import requests


def main(req):
    answer = requests.get(req.url.replace('/Fetch', '/Answer'))
    return f'{requests.__name__} {answer.status_code} {answer.text}'
