package main

import (
	"context"
	"encoding/json"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/tlslog/posture"
)

var shots = flag.String("shots", "", "write pictures of the report on the sample logs to this `folder`")

// browser starts Chromium. A machine without it skips the test, but not the
// one that checks changes.
func browser(t *testing.T) context.Context {
	t.Helper()
	i := slices.IndexFunc(browserNames(), func(name string) bool {
		_, err := exec.LookPath(name)
		return err == nil
	})
	if i < 0 {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium found: install the package chromium")
		}
		t.Skip("no Chromium found")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(browserNames()[i]), chromedp.NoSandbox,
		chromedp.WSURLReadTimeout(time.Minute))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func browserNames() []string {
	return []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell"}
}

// openReport opens a report on the arguments in the browser.
func openReport(t *testing.T, ctx context.Context, stdin string, args ...string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "report.html")
	if _, errs, status := start(t, stdin, append([]string{"-out", name}, args...)...); status != exitOK {
		t.Fatalf("status %d, %s", status, errs)
	}
	open(t, ctx, name)
}

// open opens a page in the browser. It fails the test if the page asks for
// anything beside itself, runs a script or complains.
func open(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	url := "file://" + name
	if err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if e.Request.URL != url {
				t.Errorf("the page asks for %s", e.Request.URL)
			}
		case *runtime.EventConsoleAPICalled, *runtime.EventExceptionThrown, *cdpage.EventJavascriptDialogOpening:
			t.Errorf("the page runs a script or complains: %T", e)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
}

// evaluate returns the value of an expression in the page.
func evaluate[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// TestBrowser looks at the report on the sample logs as those who read it do.
func TestBrowser(t *testing.T) {
	ctx := browser(t)
	openReport(t, ctx, "")
	for id, want := range map[string]string{
		"protocols": "Protocols over time", "post-quantum": "Post-quantum key exchange", "failures": "Failures by reason over time",
		"ciphers": "Cipher suites", "key-exchanges": "Key exchanges", "latency": "Handshake latency", "clients": "Clients with deprecated protocols",
		"expiry": "Certificates by days to expiry", "problems": "Damaged records",
	} {
		if got := evaluate[string](t, ctx, `document.querySelector("#`+id+` h2")?.textContent ?? ""`); got != want {
			t.Errorf("#%s is %q, want %q", id, got, want)
		}
	}
	// Every picture has a name and a table of its figures, every table a
	// caption and headings, every link of the page leads somewhere, and what
	// scrolls can be reached with the keyboard.
	for _, none := range []string{
		`svg:not([role=img][aria-label])`, `section:has(svg):not(:has(details table))`, `table:not(:has(caption))`, `th:not([scope])`,
		`.scroll:not([tabindex="0"][role=region][aria-label])`, `section:not([aria-label],[aria-labelledby])`,
	} {
		if n := evaluate[int](t, ctx, `document.querySelectorAll(`+quote(none)+`).length`); n != 0 {
			t.Errorf("%d elements are %s", n, none)
		}
	}
	if lost := evaluate[[]string](t, ctx, `[...document.querySelectorAll("a")].map(a => a.getAttribute("href")).filter(h => !document.querySelector(h))`); len(lost) > 0 {
		t.Errorf("links lead nowhere: %q", lost)
	}
	for _, look := range []struct {
		name   string
		width  int64
		scheme string
		media  string
	}{
		{"desktop", 1280, "light", "screen"}, {"dark", 1280, "dark", "screen"}, {"phone", 390, "light", "screen"}, {"phone-dark", 390, "dark", "screen"},
		{"narrow", 320, "light", "screen"}, {"print", 794, "dark", "print"}, // A4
	} {
		media := emulation.SetEmulatedMediaParams{Media: look.media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look.scheme}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(look.width, 900)); err != nil {
			t.Fatal(err)
		}
		if wide := evaluate[int64](t, ctx, `document.documentElement.scrollWidth`); wide > look.width {
			t.Errorf("%s: the page is %d wide", look.name, wide)
		}
		if faint := evaluate[[]string](t, ctx, faintTexts); len(faint) > 0 {
			t.Errorf("%s: texts without contrast: %q", look.name, faint)
		}
		if broken := evaluate[[]string](t, ctx, brokenDates); len(broken) > 0 {
			t.Errorf("%s: dates are broken into two lines: %q", look.name, broken)
		}
		if overlapping := evaluate[[]string](t, ctx, overlappingLabels); len(overlapping) > 0 {
			t.Errorf("%s: labels of axes overlap: %q", look.name, overlapping)
		}
		shoot(t, ctx, look.name+".png")
	}
	if *shots != "" {
		pictureForReadme(t, ctx)
	}
}

// shoot takes a picture of the whole page.
func shoot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	if *shots == "" {
		return
	}
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, name), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}

// pictureForReadme takes the picture docs/report.png: the top of the report.
func pictureForReadme(t *testing.T, ctx context.Context) {
	t.Helper()
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "screen"}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 1290, chromedp.EmulateScale(0.8))); err != nil {
		t.Fatal(err)
	}
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, "report.png"), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}

// faintTexts is an expression for the texts whose contrast with the background
// is less than 4.5 to 1 (Web Content Accessibility Guidelines 2.2, 1.4.3).
const faintTexts = `(() => {
	const channels = color => color.match(/[\d.]+/g).map(Number);
	const luminance = ([r, g, b]) => {
		const [x, y, z] = [r, g, b].map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
		return 0.2126 * x + 0.7152 * y + 0.0722 * z;
	};
	const background = e => {
		for (; e; e = e.parentElement) {
			const bar = e.tagName == "TD" && e.querySelector(".bar"); // the text can be on it
			const c = channels(getComputedStyle(bar || e).backgroundColor);
			if (c.length == 3 || c[3] > 0) return c;
		}
		return [255, 255, 255];
	};
	const faint = new Set();
	for (const e of document.querySelectorAll("h1, h2, h3, p, a, li, dt, strong, dd span, th, bdi, small, summary, .x span, .y span")) {
		if (!e.textContent.trim() || e.classList.contains("skip")) continue;
		const [a, b] = [luminance(channels(getComputedStyle(e).color)), luminance(background(e))].sort((x, y) => y - x);
		if ((a + 0.05) / (b + 0.05) < 4.5) faint.add(e.tagName + " " + e.textContent.slice(0, 20));
	}
	return [...faint];
})()`

// brokenDates is an expression for the dates and times, in sentences or alone
// in cells, that take more than one line.
const brokenDates = `[...document.querySelectorAll("td > bdi, .date")].filter(e => /^\d{4}-\d\d-\d\d[ \d:Z]*$/.test(e.textContent) && e.getClientRects().length > 1).map(e => e.textContent)`

// overlappingLabels is an expression for the labels of time that overlap, or
// that leave the page.
const overlappingLabels = `(() => {
	const bad = [];
	for (const axis of document.querySelectorAll(".x")) {
		let last = 0;
		const spans = [...axis.children].filter(s => s.textContent != "…").map(s => [s.getBoundingClientRect(), s.textContent]).filter(s => s[0].width);
		for (const [r, text] of spans.sort((a, b) => a[0].left - b[0].left)) {
			if (r.left < last || r.right > innerWidth) bad.push(text);
			last = r.right;
		}
	}
	return bad;
})()`

// TestBrowserHostile checks that what strangers write into logs stays text.
func TestBrowserHostile(t *testing.T) {
	const hostile = `"'><script>alert(1)</script><img src=https://example.com/x onerror=alert(2)></title></style>javascript:alert(3)` + "\u202e\u2066\x1b[31m"
	ctx := browser(t)
	openReport(t, ctx, "", hostileLogs(t, hostile))
	if n := evaluate[int](t, ctx, `document.querySelectorAll("script, img, iframe, object, embed, form, [src], [onerror], [onload]").length`); n != 0 {
		t.Errorf("%d elements come from the logs", n)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 900)); err != nil {
		t.Fatal(err)
	}
	if wide := evaluate[int64](t, ctx, `document.documentElement.scrollWidth`); wide > 390 {
		t.Errorf("the page is %d wide", wide)
	}
	body := evaluate[string](t, ctx, `document.body.textContent`)
	if strings.ContainsAny(body, "\u202e\u2066\x1b") {
		t.Error("a control character is in the page")
	}
	for _, id := range []string{"certificates", "calls", "egress", "failure-codes", "ciphers", "key-exchanges", "endpoints"} {
		if got := evaluate[string](t, ctx, `document.getElementById("`+id+`")?.textContent ?? ""`); !strings.Contains(got, "<script>alert(1)</script>") {
			t.Errorf("#%s does not show the text: %q", id, got)
		}
	}
	if got := evaluate[string](t, ctx, `document.getElementById("problems")?.textContent ?? ""`); !strings.Contains(got, "<script>alert(1)<_script>") {
		t.Errorf("#problems does not show the name of the file: %q", got)
	}
}

// TestBrowserNothing looks at a report on nothing.
func TestBrowserNothing(t *testing.T) {
	ctx := browser(t)
	openReport(t, ctx, "", "-")
	if got := evaluate[string](t, ctx, `document.querySelector(".notes").textContent`); !strings.Contains(got, "No events") {
		t.Errorf("the report on nothing says %q", got)
	}
	if n := evaluate[int](t, ctx, `document.querySelectorAll("svg").length`); n != 0 {
		t.Errorf("%d charts of nothing", n)
	}
	shoot(t, ctx, "empty.png")
}

// TestBrowserMillions looks at a report on more than ten million events, with
// all rows of all tables.
func TestBrowserMillions(t *testing.T) {
	rep := newReport(options{workers: 1, top: 1000, expire: days(30), format: "html", out: filepath.Join(t.TempDir(), "report.html")})
	readAll(t.Context(), slices.Values(logs.Of(nil, nil, sampleLogs())), &rep.options, nil, rep.add)
	for rep.summary.Total().Events < 10_000_000 {
		text, err := rep.summary.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		same := new(posture.Summary)
		if err := same.UnmarshalBinary(text); err != nil {
			t.Fatal(err)
		}
		rep.summary.Merge(same)
	}
	if err := publish(rep, io.Discard); err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	open(t, ctx, rep.out)
	if got := evaluate[string](t, ctx, `document.querySelector(".figures strong").textContent`); got != num(rep.summary.Total().Events) {
		t.Errorf("%s events", got)
	}
	for _, width := range []int64{390, 1280} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Fatal(err)
		}
		if wide := evaluate[int64](t, ctx, `document.documentElement.scrollWidth`); wide > width {
			t.Errorf("the page is %d wide, want %d", wide, width)
		}
	}
	// Figures are whole, and inside their boxes.
	if lost := evaluate[[]string](t, ctx, `[...document.querySelectorAll(".figures > div, .y span")].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)`); len(lost) > 0 {
		t.Errorf("figures stand out of their boxes: %q", lost)
	}
	shoot(t, ctx, "millions.png")
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
