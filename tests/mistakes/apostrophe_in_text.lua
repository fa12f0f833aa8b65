print('l'eau')
