from . import myFirstHelperFunction


def second():
    return f'second after {myFirstHelperFunction.first()}'
