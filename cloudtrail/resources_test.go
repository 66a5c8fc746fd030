package cloudtrail

import (
	"slices"
	"testing"
)

func TestResources(t *testing.T) {
	list := []Resource{
		{ARN: "arn:aws:s3:::b/\"k\"", AccountID: "1", Type: "AWS::S3::Object"},
		{ARNPrefix: "arn:aws:s3:::b/"},
		{},
	}
	r := ResourcesOf(list...)
	const want = `[{"accountId":"1","type":"AWS::S3::Object","ARN":"arn:aws:s3:::b/\"k\""},{"ARNPrefix":"arn:aws:s3:::b/"},{}]`
	if r != want {
		t.Errorf("%s, want %s", r, want)
	}
	if got := slices.Collect(r.All()); !slices.Equal(got, list) {
		t.Errorf("%v, want %v", got, list)
	}
	if r.First() != list[0] {
		t.Errorf("first: %v", r.First())
	}
	if ResourcesOf() != "" {
		t.Error("no resources are not the zero Resources")
	}
}

func TestResourcesOdd(t *testing.T) {
	tests := []struct {
		r    Resources
		want []Resource
	}{
		{"", nil},
		{"[]", nil},
		{`{"ARN":"a"}`, nil},
		{`[1,"x",null,[{"ARN":"a"}]]`, nil},
		{`[ {"ARN" : 5, "type":null, "new":{"ARN":"x"}, "accountId":"1"} ]`, []Resource{{AccountID: "1"}}},
		{`[{"ARN":"a"},{"ARN":"b"`, []Resource{{ARN: "a"}}},
	}
	for _, test := range tests {
		if got := slices.Collect(test.r.All()); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.r, got, test.want)
		}
		if len(test.want) == 0 && test.r.First() != (Resource{}) {
			t.Errorf("%s: first %v", test.r, test.r.First())
		}
	}
	for range Resources(`[{},{}]`).All() {
		break
	}
}

func TestResourcesAllocs(t *testing.T) {
	r := ResourcesOf(Resource{ARN: "a"}, Resource{ARN: "b"})
	if n := testing.AllocsPerRun(100, func() { r.First() }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
