"""JAX, compiled by XLA."""
import jax
import jax.numpy as jnp
from protocol import answer, net

batch, widths, activation, dtype = net()
if dtype == "f64":
    jax.config.update("jax_enable_x64", True)
T = jnp.float32 if dtype == "f32" else jnp.float64
key = jax.random.PRNGKey(0)
parameters = []
for inputs, outputs in zip(widths, widths[1:]):
    key, part = jax.random.split(key)
    parameters.append((jax.random.normal(part, (inputs, outputs), T) * (2 / inputs) ** 0.5, jnp.zeros(outputs, T)))
x = jax.random.normal(key, (batch, widths[0]), T)
t = jax.random.randint(key, (batch,), 0, widths[-1])


def loss(parameters, x, t):
    value = x
    for index, (W, b) in enumerate(parameters):
        value = value @ W + b
        if index < len(parameters) - 1:
            value = jax.nn.relu(value) if activation == "relu" else jax.nn.sigmoid(value)
    return -jnp.mean(jax.nn.log_softmax(value)[jnp.arange(batch), t])


compiled = jax.jit(jax.value_and_grad(loss))
answer(lambda: jax.block_until_ready(compiled(parameters, x, t)))
