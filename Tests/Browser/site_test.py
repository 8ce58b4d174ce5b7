#!/usr/bin/env python3
"""Opens a site of nnc docs in headless Chromium and uses it as a reader would: site_test.py NNC [PICTURES].

Needs the program chromium and nothing else. With a folder for pictures, photographs of the pages are put there."""
import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


class Browser:
    """Chromium, spoken to over a pipe in its DevTools protocol: JSON objects with a zero byte after each."""

    def __init__(self):
        to_browser, self.out = os.pipe()
        self.into, from_browser = os.pipe()
        self.profile = tempfile.TemporaryDirectory()
        # The browser reads file descriptor 3 and writes 4.
        script = f'exec chromium "$@" 3<&{to_browser} 4>&{from_browser}'
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
                     f"--user-data-dir={self.profile.name}", "about:blank"]
        self.process = subprocess.Popen(["/bin/sh", "-c", script, "sh", *arguments], pass_fds=(to_browser, from_browser),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer, self.number, self.events, self.session = b"", 0, [], None
        page = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        target = {"targetId": page["targetId"], "flatten": True}
        self.session = self.call("Target.attachToTarget", **target)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")

    def receive(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.into, 1 << 20)
            if not piece:
                sys.exit("the browser is gone")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    sys.exit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, path):
        self.events.clear()
        self.call("Page.navigate", url=Path(path).absolute().as_uri())
        deadline = time.monotonic() + 30
        while self.run("document.readyState") != "complete" or self.run("location.href") == "about:blank":
            if time.monotonic() > deadline:
                sys.exit(f"{path} does not load")
            time.sleep(0.02)

    def run(self, script):
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            sys.exit(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def theme(self, name):
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def click(self, selector):
        """Presses the middle of an element with the mouse."""
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        x, y = self.run(f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
                        " return [b.left + b.width / 2, b.top + b.height / 2]; })()")
        for kind in ["mousePressed", "mouseReleased"]:
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text):
        for character in text:
            self.call("Input.dispatchKeyEvent", type="keyDown", text=character, key=character)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=character)

    def photograph(self, path):
        Path(path).write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def complaints(self):
        """Errors on the console, and requests for anything but files."""
        found = []
        for event in self.events:
            method, parameters = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                found.append(parameters["exceptionDetails"]["text"])
            if method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
                found.append(str(parameters["args"]))
            if method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
                found.append(parameters["entry"]["text"])
            if method == "Network.requestWillBeSent" and not parameters["request"]["url"].startswith(("file:", "data:")):
                found.append("asks for " + parameters["request"]["url"])
        return found

    def close(self):
        self.call("Browser.close")
        self.process.wait(30)


failures = []


def expect(condition, what):
    print(("ok    " if condition else "FAIL  ") + what)
    if not condition:
        failures.append(what)


def visit_index(browser, site):
    browser.open(site / "index.html")
    cards = "[...document.querySelectorAll('.card')].filter(c => !c.hidden).map(c => c.querySelector('.path').textContent)"
    every = browser.run(cards)
    expect(len(every) == 26, "the index has a card a model")
    browser.click("#search")
    browser.type("softmax net")
    expect(browser.run(cards) == ["two_layer_net.nn"], "typing words finds the models that have all of them")
    expect(browser.run("document.getElementById('count').textContent") == "1 of 26 models", "and their number is told")
    browser.run("document.getElementById('search').value = ''; const s = document.getElementById('layer');"
                "s.value = 'relu'; s.dispatchEvent(new Event('input'))")
    found = browser.run(cards)
    expect(0 < len(found) < len(every) and "relu.nn" in found, "a layer chooses the models that use it")
    browser.run("s.value = ''; const t = document.getElementById('state'); t.value = 'failed'; t.dispatchEvent(new Event('input'))")
    expect(browser.run(cards) == ["wrong.nn"], "models with errors can be chosen")
    wrong = browser.run("[...document.querySelectorAll('.card')].find(c => !c.hidden).querySelector('.wrong').textContent")
    expect(wrong == "1:5: error: there is no layer sigmiod", "and their cards tell what is wrong")
    browser.run("t.value = 'check'; t.dispatchEvent(new Event('input'))")
    expect(browser.run(cards) == ["unexpected.nn"], "models of which a check failed can be chosen")
    browser.run("t.value = ''; document.getElementById('search').value = 'nothing is called so';"
                "t.dispatchEvent(new Event('input'))")
    expect(browser.run("!document.getElementById('none').hidden"), "that nothing is found is said")
    expect(browser.run("[...document.images].every(i => !i.complete || i.naturalWidth > 0)"), "thumbnails load")
    expect(browser.complaints() == [], f"the console of the index is silent {browser.complaints()}")


def visit_model(browser, site):
    browser.open(site / "two_layer_net" / "index.html")
    shown = "[...document.querySelectorAll('.canvas')].filter(c => !c.hidden).map(c => c.dataset.detail)"
    width = "document.querySelector('.canvas:not([hidden]) svg').getBoundingClientRect().width"
    expect(browser.run(shown) == ["layer"], "a page shows the layers first")
    browser.click("button[data-detail=node]")
    expect(browser.run(shown) == ["node"], "and the operations when asked")
    expect(browser.run("document.querySelector('button[data-detail=node]').getAttribute('aria-pressed')") == "true",
           "the pressed button says so")
    browser.click("button[data-detail=layer]")
    before = browser.run(width)
    browser.click("[data-zoom=in]")
    expect(browser.run(width) > before, "a figure grows by a button")
    browser.run("document.querySelector('.stage').focus()")
    larger = browser.run(width)
    browser.type("+")
    expect(browser.run(width) > larger, "and by a key")
    browser.type("0")
    expect(abs(browser.run(width) - before) < 1, "and fits again")
    for _ in range(8):
        browser.type("+")
    browser.run("document.querySelector('.stage').scrollTo(200, 0)")
    x, y = browser.run("(() => { const b = document.querySelector('.stage').getBoundingClientRect();"
                       " return [b.left + 300, b.top + 60]; })()")
    browser.call("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, button="left", clickCount=1)
    browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=x - 100, y=y, button="left", buttons=1)
    browser.call("Input.dispatchMouseEvent", type="mouseReleased", x=x - 100, y=y, button="left")
    expect(browser.run("document.querySelector('.stage').scrollLeft") == 300, "dragging moves it")
    ink = "getComputedStyle(document.querySelector('.canvas .nnc-ink-fill')).fill"
    browser.theme("light")
    light = browser.run(ink)
    browser.theme("dark")
    dark = browser.run(ink)
    expect(light != dark, "the figure follows the system's theme")
    browser.click("[data-theme-switch]")
    expect(browser.run(ink) == light, "and the reader's choice before that")
    browser.click("[data-theme-switch]")
    browser.theme("light")
    expect(browser.run(ink) == dark, "in both ways")
    browser.click("[data-theme-switch]")
    expect(browser.run("document.querySelectorAll('math').length") > 10, "formulas are MathML")
    expect(browser.complaints() == [], f"the console of a page is silent {browser.complaints()}")
    pdf = base64.b64decode(browser.call("Page.printToPDF")["data"])
    expect(pdf.startswith(b"%PDF"), "a page can be printed")


def visit_large_model(browser, site):
    browser.open(site / "deep" / "index.html")
    overlap = ("(selector => { const a = document.querySelector(selector).getBoundingClientRect();"
               " const b = document.querySelector('.stage').getBoundingClientRect();"
               " return a.left >= b.left && a.top >= b.top && a.left < b.right && a.top < b.bottom; })")
    stage = "(s => [s.scrollWidth > s.clientWidth, s.scrollHeight > s.clientHeight])(document.querySelector('.stage'))"
    for detail in ["layer", "node"]:
        browser.click(f"button[data-detail={detail}]")
        expect(any(browser.run(stage)), f"a large figure by {detail} is not squeezed into the page")
        first = f".canvas[data-detail={detail}] g.node"
        expect(browser.run(f"{overlap}({json.dumps(first)})"), f"and opens at its first node")
    browser.click("[data-zoom=fit]")
    expect(browser.run(stage) == [False, False], "and can be seen whole")


def visit_at_widths(browser, site, pictures):
    for name in ["index.html", "two_layer_net/index.html", "softmax_loss/index.html", "wrong/index.html", "deep/index.html"]:
        for width, height in [(390, 844), (1280, 900)]:
            browser.size(width, height)
            for theme in ["light", "dark"]:
                browser.theme(theme)
                browser.open(site / name)
                if pictures:
                    browser.photograph(pictures / f"{name.replace('/', '-')}-{width}-{theme}.png")
            wide = browser.run("document.documentElement.scrollWidth")
            expect(wide <= width, f"{name} is no wider than {width} pixels ({wide})")
            expect(browser.complaints() == [], f"the console of {name} is silent {browser.complaints()}")


def main():
    nnc, pictures = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).absolute() if len(sys.argv) > 2 else None
    root = Path(__file__).resolve().parents[2]
    with tempfile.TemporaryDirectory() as folder:
        models, site = Path(folder) / "models", Path(folder) / "site"
        subprocess.run(["cp", "-r", root / "examples", models], check=True)
        (models / "wrong.nn").write_text("y = sigmiod([1.0])\n")
        (models / "unexpected.nn").write_text("y = exp([1.0, 0.0])\nexpect y ~= [2.0, 1.0]\n")
        layers = "".join(f"  -> affine(4, seed={layer}) -> sigmoid\n" for layer in range(12))
        (models / "deep.nn").write_text(f"input x: [2, 4] = normal(0, 1)\ny = x\n{layers}")
        (models / "chapter.md").write_text("# A chapter\n\n```nn\ny = exp([1.0, 2.0])\n```\n")
        subprocess.run([nnc, "docs", models, "-o", site, "-q"], stderr=subprocess.DEVNULL)
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)
        browser = Browser()
        browser.size(1280, 900)
        visit_index(browser, site)
        visit_model(browser, site)
        visit_large_model(browser, site)
        visit_at_widths(browser, site, pictures)
        browser.close()
    sys.exit(f"{len(failures)} of the expectations failed" if failures else 0)


main()
