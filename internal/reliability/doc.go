// Package reliability holds the tests behind docs/reliability.md, which tells
// what they show and how to run them for longer:
//
//   - TestTruth writes random records through every encoder, format and
//     envelope, and reads them back.
//   - TestFaults gives every decoder damaged and hostile input.
//   - TestMixture gives the front door damaged records of all sources at once.
//   - TestFuzzed compares the list of fuzz targets with the exported API.
//
// It has no code beside them.
package reliability
