package reliability

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A target of fuzzing, and what it compares with.
type fuzzed struct {
	target    string // package and name
	functions string // of the exported API, that it runs
	oracle    string
}

var fuzzTargets = []fuzzed{
	{"alb.FuzzParseRecord", "alb.ParseRecord", "a slow reader of lines"},
	{"alb.FuzzAppendLine", "alb.Record.AppendLine alb.Record.Canonical", "the line of the record that is read back"},
	{"alb.FuzzDecoder", "alb.Decoder.Decode", "the log in pieces"},
	{"alb.FuzzRoundTrip", "alb.Record.AppendJSON alb.Record.MarshalJSON alb.Record.AppendW3C alb.AppendW3CHeader alb.Record.AppendPlain", "the record"},
	{"alb.FuzzOrdinary", "", "the careful reader, for the one of ordinary lines"},
	{"cloudfront.FuzzParseRecordJSON", "cloudfront.ParseRecord", "encoding/json"},
	{"cloudfront.FuzzDecoder", "cloudfront.Decoder.Decode", "the log in pieces"},
	{"cloudfront.FuzzDecodeW3C", "", "a slow reader of W3C"},
	{"cloudfront.FuzzDecodePlain", "", "a slow reader of rows"},
	{"cloudfront.FuzzRoundTrip", "cloudfront.Record.AppendJSON cloudfront.Record.MarshalJSON cloudfront.Record.AppendW3C cloudfront.AppendW3CHeader cloudfront.Record.AppendPlain cloudfront.Record.Canonical", "the record"},
	{"cloudfront.FuzzOrdinary", "", "the careful reader, for the one of ordinary rows"},
	{"internal/reliability.FuzzUnmarshalJSON", "alb.Record.UnmarshalJSON cloudfront.Record.UnmarshalJSON", "Decoder"},
	{"internal/vended.FuzzPercentDecode", "alb.PercentDecode cloudfront.PercentDecode", "net/url"},
	{"networkfirewall.FuzzRecord", "networkfirewall.ParseRecord networkfirewall.ParseAlertRecord networkfirewall.Record.AppendJSON networkfirewall.AlertRecord.AppendJSON networkfirewall.Record.MarshalJSON networkfirewall.AlertRecord.MarshalJSON networkfirewall.Record.UnmarshalJSON networkfirewall.AlertRecord.UnmarshalJSON networkfirewall.Record.Canonical networkfirewall.AlertRecord.Canonical", "encoding/json"},
	{"networkfirewall.FuzzDecoder", "networkfirewall.Decoder.Decode networkfirewall.AlertDecoder.Decode networkfirewall.EventDecoder.Decode", "the log in pieces"},
	{"networkfirewall.FuzzParseMismatch", "networkfirewall.ParseMismatch", "strings.Split"},
	{"cloudtrail.FuzzParseRecord", "cloudtrail.ParseRecord cloudtrail.Record.AppendJSON cloudtrail.Record.MarshalJSON cloudtrail.Record.UnmarshalJSON cloudtrail.Record.Canonical", "encoding/json"},
	{"cloudtrail.FuzzDecoder", "cloudtrail.Decoder.Decode", "the log in pieces"},
	{"cloudtrail.FuzzParallel", "cloudtrail.ParallelDecoder.Decode", "Decoder"},
	{"cloudtrail.FuzzLake", "cloudtrail.LakeDecoder.Decode", "encoding/csv"},
	{"internal/reliability.FuzzRawJSON", "cloudtrail.RawJSON.Decode cloudtrail.RawJSON.Member cloudtrail.RawJSON.Text cloudtrail.RawJSON.MarshalJSON cloudtrail.RawJSON.UnmarshalJSON", "encoding/json"},
	{"internal/reliability.FuzzEventVersion", "cloudtrail.EventVersion.Numbers", "strconv"},
	{".FuzzDecoder", "..Decoder.Decode", "the decoders of the sources, and the log in pieces"},
	{".FuzzRecognise", "", "each start of the record"},
	{".FuzzSourceOfKey", "..SourceOfKey", "the key in a folder"},
	{".FuzzTrips", "alb.FromEvent cloudfront.FromEvent networkfirewall.FromEvent cloudtrail.FromEvent alb.FailureCodeOf cloudfront.FailureCodeOf networkfirewall.FailureCodeOf cloudtrail.FailureCodeOf", "a second trip"},
	{"internal/reliability.FuzzAlertFromEvent", "networkfirewall.AlertFromEvent", "the event"},
	{"internal/reliability.FuzzArrival", "", "the log at once, for every decoder: in pieces, in gzip, read ahead"},
	{"internal/reliability.FuzzReadahead", "tlslog/readahead.Reader.Read", "the bytes"},
	{"internal/reliability.FuzzEventJSON", "tlslog.Opt.UnmarshalJSON tlslog.Opt.MarshalJSON", "the event"},
	{"internal/reliability.FuzzWords", "tlslog.Source.UnmarshalText tlslog.Source.MarshalText tlslog.Source.AppendText tlslog.Envelope.UnmarshalText tlslog.Envelope.MarshalText tlslog.Envelope.AppendText tlslog.Evidence.UnmarshalText tlslog.Evidence.MarshalText tlslog.Evidence.AppendText tlslog.Holder.UnmarshalText tlslog.Holder.MarshalText tlslog.Holder.AppendText tlslog.Reason.UnmarshalText tlslog.Reason.MarshalText tlslog.Reason.AppendText tlslog.Result.UnmarshalText tlslog.Result.MarshalText tlslog.Result.AppendText networkfirewall.ErrorKind.UnmarshalText networkfirewall.ErrorKind.MarshalText networkfirewall.ErrorKind.AppendText tlslog/posture.Step.UnmarshalText tlslog/posture.Step.MarshalText tlslog/posture.Step.AppendText", "the text"},
	{"tlslog.FuzzParseVersion", "tlslog.ParseVersion tlslog.Version.UnmarshalText tlslog.Version.MarshalText tlslog.Version.AppendText", "its own text, and upper case"},
	{"tlslog.FuzzParseCipherSuite", "tlslog.ParseCipherSuite tlslog.CipherSuite.UnmarshalText tlslog.CipherSuite.MarshalText tlslog.CipherSuite.AppendText", "IANA's table"},
	{"tlslog.FuzzParseKeyExchange", "tlslog.ParseKeyExchange", "its own text, and upper case"},
	{"tlslog.FuzzParseDistinguishedName", "tlslog.ParseDistinguishedName tlslog.DistinguishedName.UnmarshalText tlslog.DistinguishedName.MarshalText tlslog.DistinguishedName.AppendText", "its own text"},
	{"tlslog.FuzzNameOracle", "tlslog.ParseOpenSSLName tlslog.ParseRFC4514Name", "crypto/x509/pkix"},
	{"tlslog.FuzzCanonicalSerial", "tlslog.CanonicalSerial", "math/big"},
	{"tlslog.FuzzWeaknessText", "tlslog.Weakness.UnmarshalText tlslog.Weakness.MarshalText tlslog.Weakness.AppendText", "its own text"},
	{"tlslog/ecs.FuzzAppendEvent", "tlslog/ecs.AppendEvent", "the published schema, encoding/json"},
	{"tlslog/ocsf.FuzzAppendEvent", "tlslog/ocsf.AppendEvent", "the published schema, encoding/json"},
	{"tlslog/otel.FuzzAppendEvent", "tlslog/otel.AppendEvent", "the published conventions, encoding/json"},
	{"tlslog/parquetlog.FuzzRoundTrip", "tlslog/parquetlog.Writer.Write tlslog/parquetlog.Decoder.Decode", "the records and events"},
	{"internal/reliability.FuzzPartitions", "tlslog/parquetlog.Partitions.Write", "the events"},
	{"tlslog/posture.FuzzSummary", "", "a summary of summaries"},
	{"tlslog/posture.FuzzUnmarshalBinary", "tlslog/posture.Summary.UnmarshalBinary tlslog/posture.Summary.MarshalBinary", "the summary"},
	{"internal/reliability.FuzzRow", "tlslog/posture.Row.UnmarshalJSON tlslog/posture.Row.MarshalJSON", "its own text"},
}

// isCodec matches the names of exported functions that read or write a form of
// something, or change one into another.
var isCodec = regexp.MustCompile(`^(Parse.*|Append.*|Decode|Marshal.*|Unmarshal.*|.*FromEvent|PercentDecode|Canonical.*|.*CodeOf|SourceOfKey|Member|Text|Numbers|Read|Write)$`)

// publicPackages are those that are imported by others, but for the one that
// is for tests.
var publicPackages = strings.Fields(". alb cloudfront cloudtrail networkfirewall tlslog tlslog/ecs tlslog/ocsf tlslog/otel tlslog/parquetlog tlslog/posture tlslog/readahead")

// TestFuzzed checks that every exported function that reads or writes a form
// of something is run by a fuzz target, as the list above has it, and that
// there are these targets.
func TestFuzzed(t *testing.T) {
	var listed []string
	table := new(strings.Builder)
	table.WriteString("| target | runs | compares with |\n|---|---|---|\n")
	for _, f := range fuzzTargets {
		dir, name, _ := strings.Cut(f.target, ".Fuzz")
		if !slices.Contains(functions(t, filepath.Join("../..", dir), true), "Fuzz"+name) {
			t.Errorf("there is no %s", f.target)
		}
		names := strings.Fields(strings.ReplaceAll(f.functions, "..", "awstls."))
		listed = append(listed, strings.Fields(f.functions)...)
		for i, n := range names {
			names[i] = "`" + n[strings.LastIndexByte(n, '/')+1:] + "`"
		}
		table.WriteString("| `" + strings.TrimPrefix(f.target, ".") + "` | " + cmp.Or(strings.Join(names, ", "), "its parts") + " | " + f.oracle + " |\n")
	}
	for _, dir := range publicPackages {
		for _, name := range functions(t, filepath.Join("../..", dir), false) {
			if base := name[strings.LastIndexByte(name, '.')+1:]; !isCodec.MatchString(base) {
				continue
			}
			full := dir + "." + name
			if i := slices.Index(listed, full); i >= 0 {
				listed = slices.Delete(listed, i, i+1)
			} else {
				t.Errorf("no fuzz target is listed for %s", full)
			}
		}
	}
	for _, name := range listed {
		t.Errorf("%s is listed, but is not to be found or listed twice", name)
	}
	compareDocs(t, "fuzz", table.String())
}

// functions returns the exported functions and methods that the package in a
// folder declares, or its tests.
func functions(t *testing.T, dir string, tests bool) (names []string) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(dir, err, fs.ErrNotExist)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") != tests {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || !fn.Name.IsExported() {
				continue
			}
			if fn.Recv == nil {
				names = append(names, fn.Name.Name)
			} else if recv := receiver(fn.Recv.List[0].Type); ast.IsExported(recv) {
				names = append(names, recv+"."+fn.Name.Name)
			}
		}
	}
	return names
}

func receiver(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}
