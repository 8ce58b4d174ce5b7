#!/usr/bin/env python3
"""Prints Tests/NNRuntimeTests/Goldens/points.txt: hard doubles for each function, with the correctly rounded result. Needs mpmath."""
from mpmath import mp, mpf, exp, log, log1p, tanh, erf
import math

mp.prec = 2400  # e^-745 and 1 + 2^-1074 are exact enough

FUNCTIONS = {
  'exp': exp,
  'logistic': lambda x: 1 / (1 + exp(-x)),
  'log': log,
  'log1p': log1p,
  'softplus': lambda x: log1p(exp(x)),
  'tanh': tanh,
  'erf': erf,
}
TINY = '''
    0x1p-1074 -0x1p-1074 0x1p-1022 0x1.921fb54442d18p-600 -0x1p-54 0x1p-53 0x1.8p-30
    -0x1.5555555555555p-27
  '''.split()
COMMON = '''
    0x1p-10 -0x1.5p-7 0x1.999999999999ap-4 -0x1.999999999999ap-3 0x1p-2 -0x1p-1 0x1.62e42fefa39efp-2
    -0x1.62e42fefa39efp-2 0x1.62e42fefa39efp-1 -0x1.62e42fefa39efp-1 0x1p+0 -0x1p+0 0x1.5bf0a8b145769p+1
    -0x1.921fb54442d18p+1 0x1.4p+3 -0x1.4p+3
  '''.split()
OWN = {
  'exp': '''
    0x1.62e42fefa39efp+9 0x1.62e42fefa39fp+9 -0x1.6232bdd7abcd2p+9 -0x1.6232bdd7abcd3p+9
    -0x1.74385446d71c3p+9 -0x1.74910d52d3051p+9 -0x1.74910d52d3052p+9 -0x1.1ec66bce733f8p+2
    -0x1.6255c7bad1fafp+9 0x1.7f91949f0802p-2
  '''.split(),
  'logistic': '''
    -0x1.6232bdd7abcd3p+9 -0x1.74385446d71c3p+9 -0x1.74910d52d3052p+9 0x1.25p+5 0x1.26p+5 -0x1.25p+5
    -0x1.6666666666666p-1 -0x1.6666666666667p-1 -0x1.2c6967db75f5p+0 -0x1.360922ad9e054p+2
    0x1.1bdf4216e3604p+4 0x1.74p+9
  '''.split(),
  'log': '''
    0x1p-1074 0x1.8p-1073 0x1.fffffffffffffp-1023 0x1p-1022 0x1.fffffffffffffp+1023 0x1.fffffffffffffp-1
    0x1.0000000000001p+0 0x1.6a09e667f3bccp-1 0x1.6a09e667f3bcdp-1 0x1.6a09e667f3bcdp+0
    0x1.6a09e667f3bcep+0 0x1.5bf0a8b145769p+1 0x1.445dd099fe004p-1 0x1.8ac9738341d7p-2
    0x1.39791adcac94ap-1 0x1p+0 0x1p+1 0x1.4p+3 0x1.f4p+9 0x1.0624dd2f1a9fcp-10 0x1.999999999999ap-4
  '''.split(),
  'log1p': '''
    -0x1.fffffffffffffp-1 0x1.fffffffffffffp+1023 0x1p+52 0x1p+53 0x1.0000000000001p+53 0x1p+54 0x1p+64
    0x1.a827999fcef32p-2 0x1.a827999fcef34p-2 -0x1.2bec333018866p-2 -0x1.2bec333018868p-2
    0x1.25ad9f56d15d6p-1 -0x1.326fc11dd9338p-2 0x1.96b57e99e5e44p-2 -0x1.cp-1
  '''.split(),
  'softplus': '''
    -0x1.74385446d71c3p+9 -0x1.6232bdd7abcd3p+9 -0x1.74910d52d3052p+9 0x1.25p+5 0x1.26p+5 -0x1.25p+5
    0x1.74p+9 -0x1.bee4f22b42224p-2 -0x1.bcacc21369a8cp-2 -0x1.62e42fefa39f0p-1 0x1.62e42fefa39eep-1
    -0x1.627ed8687765fp+1
  '''.split(),
  'tanh': '''
    0x1.4p-1 0x1.3ffffffffffffp-1 -0x1.4000000000001p-1 0x1.30fc1931f09c9p+4 0x1.30fc1931f09cap+4
    -0x1.3p+4 0x1.4p+4 -0x1.bb6cfd86367ep-3 -0x1.630cd71192ad7p+1 0x1.09c847bbebe68p+1 0x1p+1 -0x1.ep+3
    0x1p+10
  '''.split(),
  'erf': '''
    0x1.fffffffffffffp-1 0x1.0000000000001p+0 -0x1.f97e0e8d09918p-1 0x1.dc910be9f9c3ap-1
    -0x1.092c53c502bd6p+0 0x1.8p+0 -0x1p+1 0x1.8p+1 -0x1p+2 0x1.4p+2 0x1.7afb48dc96626p+2
    0x1.7afb48dc96627p+2 -0x1.8p+2
  '''.split(),
}

SPECIAL = {
  'exp': ['0 1', '-0 1', 'inf inf', '-inf 0', 'nan nan'],
  'logistic': ['0 0.5', '-0 0.5', 'inf 1', '-inf 0', 'nan nan'],
  'log': ['0 -inf', '-0 -inf', '-1 nan', '-0x1p-1074 nan', 'inf inf', '-inf nan', 'nan nan'],
  'log1p': ['0 0', '-0 -0', '-1 -inf', '-2 nan', 'inf inf', '-inf nan', 'nan nan'],
  'softplus': ['inf inf', '-inf 0', 'nan nan'],
  'tanh': ['0 0', '-0 -0', 'inf 1', '-inf -1', 'nan nan'],
  'erf': ['0 0', '-0 -0', 'inf 1', '-inf -1', 'nan nan'],
}


def rounded(x):
  """x to the nearest double, ties to even, subnormal and infinite ones included."""
  if not x:
    return 0.0
  exponent = max(mp.frexp(x)[1] - 53, -1074)
  digits = int(mp.nint(mp.ldexp(x, -exponent)))
  try:
    return math.ldexp(digits, exponent)
  except OverflowError:
    return math.copysign(math.inf, digits)


def written(x):
  """As a hex float without needless zeros."""
  text = x.hex()
  if 'p' not in text:
    return text
  digits, exponent = text.split('p')
  return (digits.rstrip('0').rstrip('.') if '.' in digits else digits) + 'p' + exponent


if __name__ == '__main__':
  print('# function argument result: doubles; the result is the exact one, rounded to nearest.')
  for name, f in FUNCTIONS.items():
    points = OWN[name] if name == 'log' else TINY + COMMON + OWN[name]
    for text in points:
      x = float.fromhex(text)
      if name == 'log1p' and x <= -1:
        continue
      print(name, written(x), written(rounded(f(mpf(x)))))
    for line in SPECIAL[name]:
      print(name, line)
