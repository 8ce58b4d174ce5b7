#!/usr/bin/env python3
"""Derives the coefficients in math.inc.

Each is the weighted minimax polynomial of a function on an interval, found by Remez's exchange in 60 digits.
It is rounded in two ways, and the better is kept: all coefficients to nearest, or one after the other, lowest
power first, where the others are fitted anew to what is left. Prints the tables as C, with the greatest
weighted error as a power of two. Needs mpmath.
"""
import re

from mpmath import mp, mpf, lu_solve, matrix, cos, pi, exp, expm1, log, erf, erfc, sqrt, frexp, ldexp, tanh

mp.dps = 60

# Of the numbers of few digits the one for which erfc takes the fewest terms.
MIDDLE = mpf(109) / 32


def rounded(x, bits):
  """x to the nearest number of `bits` significant binary digits."""
  fraction, exponent = frexp(x)
  return ldexp(mp.nint(ldexp(fraction, bits)), exponent - bits)


def remez(values, weights, points, powers):
  """Coefficients of the powers that minimise max |weight (value - sum c x^p)| over the points."""
  n, m = len(powers), len(points)
  best = None
  chosen = sorted({round((m - 1) * (1 - float(cos(pi * i / n))) / 2) for i in range(n + 1)})
  basis = [[x**p for p in powers] for x in points]
  for _ in range(30):
    system, right = matrix(n + 1, n + 1), matrix(n + 1, 1)
    for row, i in enumerate(chosen):
      for column in range(n):
        system[row, column] = basis[i][column]
      system[row, n] = (-1)**row / weights[i]
      right[row] = values[i]
    solution = lu_solve(system, right)
    c, level = list(solution[:n]), abs(solution[n])
    errors = [w * (v - sum(a * b for a, b in zip(c, row))) for v, w, row in zip(values, weights, basis)]
    peaks = []
    for i, e in enumerate(errors):
      if peaks and (errors[peaks[-1]] > 0) == (e > 0):
        if abs(e) > abs(errors[peaks[-1]]):
          peaks[-1] = i
      else:
        peaks.append(i)
    while len(peaks) > n + 1:
      ends = (0, len(peaks) - 1)
      peaks.pop(min(ends, key=lambda k: abs(errors[peaks[k]])))
    worst = max(map(abs, errors))
    if best is None or worst < best[1]:
      best = c, worst
    if len(peaks) < n + 1 or worst < level * mpf('1.001'):
      break
    chosen = peaks
  return best[0]


def fit(f, weight, low, high, count, bits):
  """`count` rounded coefficients of ascending powers for f on [low, high]; the greatest weighted error."""
  low, high = mpf(low), mpf(high)
  m = 40 * count
  points = [(low + high) / 2 - (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * m)) for i in range(m)]
  values = [f(x) for x in points]
  weights = [weight(x) for x in points]
  floor_weight = max(weights) / 10**6
  weights = [max(w, floor_weight) for w in weights]
  at_once = [rounded(c, bits) for c in remez(values, weights, points, range(count))]
  rest, in_turn = values, []
  for p in range(count):
    in_turn.append(rounded(remez(rest, weights, points, range(p, count))[0], bits))
    rest = [v - in_turn[p] * x**p for v, x in zip(rest, points)]

  def error(c):
    return max(w * abs(v - mp.polyval(c[::-1], x)) for v, w, x in zip(values, weights, points))

  return min((error(c), c) for c in (at_once, in_turn))[::-1]


def hexadecimal(x, bits):
  """x, of at most `bits` digits, as a C literal."""
  return re.sub(r'\.?0*p', 'p', float(x).hex()) + ('f' if bits == 24 else '')


def show(name, bits, result):
  """Prints one table."""
  coefficients, worst = result
  print(f'// {name}, error 2^{float(log(worst, 2)):.1f}')
  print(f'static const T NAME({name})[] = {{')
  line = ' '
  for c in coefficients:
    text = ' ' + hexadecimal(c, bits) + ','
    if len(line) + len(text) > 108:
      print(line)
      line = ' '
    line += text
  print(line)
  print('};')


def show_registers(name, bits, rows):
  """Prints a table of which each row fills a register of AVX-512."""
  print(f'static const T NAME({name})[][64 / sizeof(T)] __attribute__((aligned(64))) = {{')
  for row in rows:
    words = [hexadecimal(x, bits) for x in row]
    lines = [', '.join(words[i:i + 4]) for i in range(0, len(words), 4)]
    print('  {' + ',\n   '.join(lines) + '},')
  print('};')


def roots(bits):
  """2^(i/8) in two parts."""
  exact = [mpf(2)**(mpf(i) / 8) for i in range(8)]
  high = [rounded(x, bits) for x in exact]
  return high, [rounded(x - y, bits) for x, y in zip(exact, high)]


def erf_pieces(bits, steps, count):
  """For each power the coefficients of all pieces of erf, so many between two powers of 2, in the order of the last two
  bits of a number's exponent and the first of what follows; and the greatest weighted error. A piece begins at b: there
  erf x is 1 + exp(-x^2) P(x - b). What would be the last one, where erf x is 1, is x + x P(x^2) below 1/2."""
  pieces = []
  for power in (2, 4, mpf(1) / 2, 1):
    for step in range(steps):
      low, width = power * (1 + mpf(step) / steps), mpf(power) / steps
      if low + width == 8:
        pieces.append(fit(erf_rest, lambda z: sqrt(z) / erf(sqrt(z)), mpf(10)**-9, mpf(1) / 4, count, bits))
      else:
        pieces.append(
            fit(lambda t: -scaled_erfc(low + t), lambda t: exp(-(low + t)**2) / erf(low + t), 0, width, count, bits))
  return zip(*(c for c, _ in pieces)), max(worst for _, worst in pieces)


def exp_rest(r):
  """(e^r - 1 - r) / r^2."""
  if abs(r) < mpf(10)**-12:
    return mpf(1) / 2 + r / 6 + r * r / 24
  return (expm1(r) - r) / (r * r)


def log_rest(z):
  """(log((1 + s) / (1 - s)) - 2 s) / s^3 with z = s^2."""
  return sum(2 * z**i / (2 * i + 3) for i in range(60))


def erf_rest(z):
  """erf(x) / x - 1 with z = x^2."""
  x = sqrt(z)
  return erf(x) / x - 1


def scaled_erfc(x):
  """exp(x^2) erfc(x)."""
  return exp(x * x) * erfc(x)


def tanh_rest(z):
  """(tanh(x) - x) / x^3 with z = x^2."""
  x = sqrt(z)
  return (tanh(x) - x) / x**3


def middle(x):
  """Brings [0, infinity) to [-1, 1)."""
  return (x - MIDDLE) / (x + MIDDLE)


def outer(t):
  """The inverse of middle."""
  return MIDDLE * (1 + t) / (1 - t)


def tables(bits):
  """The tables for numbers of `bits` digits."""
  double = bits == 53
  half = log(2) / 2 * (1 + mpf(2)**-10 if double else 1 + mpf(2)**-7)
  show('exp_terms', bits, fit(exp_rest, lambda r: r * r / exp(r), -half, half, 10 if double else 5, bits))
  if double:
    show('near_exp_terms', bits, fit(exp_rest, lambda r: r * r / exp(r), -half / 8, half / 8, 6, bits))
    print('// 2^(i/8) = roots[0][i] + roots[1][i]')
    show_registers('roots', bits, roots(bits))
  show('log_terms', bits, fit(log_rest, lambda z: z / 2, 0, mpf(1) / 25, 8 if double else 3, bits))
  tiny = mpf(10)**-9
  edge = mpf(1) if double else mpf(269) / 256
  show('tanh_terms', bits,
       fit(tanh_rest, lambda z: z * sqrt(z) / tanh(sqrt(z)), tiny, mpf(25) / 64, 11 if double else 5, bits))
  show('erf_terms', bits,
       fit(erf_rest, lambda z: sqrt(z) / erf(sqrt(z)), tiny, edge**2, 12 if double else 7, bits))
  if double:
    low, high = (middle(mpf(x)) for x in (1, 6))
    share = lambda x: exp(-x * x) / erf(x)
    show('erfc_terms', bits,
         fit(lambda t: scaled_erfc(outer(t)), lambda t: share(outer(t)), low, high, 12, bits))
  else:
    show('erfc_terms', bits,
         fit(lambda t: erfc(t + edge)**(mpf(1) / 4),
             lambda t: 4 * erfc(t + edge)**(mpf(3) / 4) / erf(t + edge), 0, 4 - edge, 9, bits))
  rows, worst = erf_pieces(bits, *((2, 12) if double else (4, 5)))
  print(f'// erf_pieces, error 2^{float(log(worst, 2)):.1f}')
  show_registers('erf_pieces', bits, rows)


def constants(bits, integer_bits):
  """log 2 in two parts, the first with room for an exact product with an exponent."""
  high = rounded(log(2), bits - integer_bits)
  print('// log2_high', hexadecimal(high, bits), 'log2_low', hexadecimal(rounded(log(2) - high, bits), bits),
        '1/log2', hexadecimal(rounded(1 / log(2), bits), bits))


if __name__ == '__main__':
  for bits, integer_bits in ((53, 11), (24, 8)):
    print('#if IS_F64' if bits == 53 else '#else')
    constants(bits, integer_bits)
    tables(bits)
  print('#endif')
