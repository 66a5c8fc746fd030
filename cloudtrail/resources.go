package cloudtrail

import (
	"iter"

	"github.com/awstls/awstls/internal/jsonscan"
)

// Resources are the resources that a call touched: a JSON array as it stands in
// the log, which All reads. The zero Resources mean that the event lists none.
type Resources RawJSON

// A Resource is one resource of an event.
type Resource struct {
	// ARN is the resource's ARN. Some events have an ARNPrefix in its place,
	// which stands for all resources whose ARNs begin with it.
	ARN       string
	ARNPrefix string

	AccountID string // the account that owns the resource
	Type      string // such as AWS::S3::Object
}

// ResourcesOf returns the resources as the log writes them.
func ResourcesOf(resources ...Resource) Resources {
	if len(resources) == 0 {
		return ""
	}
	b := []byte{'['}
	for i, r := range resources {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '{')
		b = appendText(b, "accountId", r.AccountID)
		b = appendText(b, "type", r.Type)
		b = appendText(b, "ARN", r.ARN)
		b = appendText(b, "ARNPrefix", r.ARNPrefix)
		b = append(b, '}')
	}
	return Resources(append(b, ']'))
}

// All returns an iterator over the resources. Elements of the array that are no
// objects are passed over, and members that are no strings or that [Resource]
// does not have; RawJSON(r) has them.
func (r Resources) All() iter.Seq[Resource] {
	return func(yield func(Resource) bool) {
		var sc jsonscan.Scanner
		sc.Reset(string(r), 0)
		if !sc.EnterArray() {
			return
		}
		for sc.NextElement() {
			if !sc.EnterObject() {
				continue
			}
			resource := scanResource(&sc)
			if sc.Err() != nil || !yield(resource) {
				return
			}
		}
	}
}

// First returns the first resource, or the zero Resource if there is none.
func (r Resources) First() Resource {
	for resource := range r.All() {
		return resource
	}
	return Resource{}
}

// scanResource reads the rest of an object that was entered.
func scanResource(sc *jsonscan.Scanner) Resource {
	var r Resource
	for sc.NextMember() {
		switch sc.Key() {
		case "ARN":
			r.ARN, _ = sc.Text()
		case "ARNPrefix":
			r.ARNPrefix, _ = sc.Text()
		case "accountId":
			r.AccountID, _ = sc.Text()
		case "type":
			r.Type, _ = sc.Text()
		}
	}
	return r
}
