def first():
    return 'first, with'
