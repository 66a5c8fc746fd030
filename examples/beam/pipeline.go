package main

import (
	"context"
	"encoding/json"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	beamregister "github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/filter"

	"github.com/awstls/awstls/tlslog/posture"
)

// build adds to a pipeline what reads the logs, reports on them, and writes
// both outputs. It panics, as Beam's own transforms do, if a name has a scheme
// that is not known.
func build(s beam.Scope, o options) {
	for _, name := range append([]string{o.report, o.deadLetters}, o.inputs...) {
		filesystem.ValidateScheme(name)
	}
	matches := beam.ParDo(s, match, beam.CreateList(s, o.inputs))
	// That no file counts twice takes a step that also spreads the files over
	// the workers.
	files := filter.Distinct(s, matches)
	summaries, deadLetters := beam.ParDo2(s, read, files)
	total := beam.Combine(s, &summaryFn{}, summaries)
	write(s.Scope("report"), o.report, beam.ParDo(s, format, total))
	write(s.Scope("dead letters"), o.deadLetters, deadLetters)
}

// format returns the report as JSON.
func format(s *posture.Summary) (string, error) {
	b, err := json.MarshalIndent(s.Report(), "", "  ")
	return string(b), err
}

// register tells Beam the types and functions that workers must find by name.
// It must be called before [beam.Init].
func register() {
	beam.RegisterCoder(reflect.TypeFor[*posture.Summary](), encode, decode)
	beamregister.Function3x1(match)
	beamregister.Function4x1(read)
	beamregister.Combiner1[*posture.Summary](&summaryFn{})
	beamregister.Function1x2(format)
	beamregister.DoFn4x1[context.Context, int, func(*[]byte) bool, func(*string) bool, error](&writeFn{})
	beamregister.Emitter1[string]()
	beamregister.Emitter1[*posture.Summary]()
	beamregister.Iter1[[]byte]()
	beamregister.Iter1[string]()
}
