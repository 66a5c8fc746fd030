package cloudtrail

// An EventType is the kind of thing that an event tells of. The zero EventType
// means that the event does not say. Types that are not among the constants
// below are kept as written.
type EventType string

// The types of event, as documented in "CloudTrail record contents" in the
// user guide.
const (
	EventTypeAPICall          EventType = "AwsApiCall"           // a call of an API
	EventTypeServiceEvent     EventType = "AwsServiceEvent"      // something that a service did, related to a trail
	EventTypeConsoleAction    EventType = "AwsConsoleAction"     // an action in the console that is no call of an API
	EventTypeConsoleSignIn    EventType = "AwsConsoleSignIn"     // a user signed in to the console, or tried to
	EventTypeVPCEndpointEvent EventType = "AwsVpceEvent"         // a network activity event; the guide's prose has AwsVpceEvents
	EventTypeInsight          EventType = "AwsCloudTrailInsight" // an Insights event
	EventTypeAggregatedEvent  EventType = "AwsAggregatedEvent"   // an aggregated event
)

// An EventCategory is the category by which events are selected for a trail or
// an event data store. The zero EventCategory means that the event does not
// say, which events before eventVersion 1.07 do not. Categories that are not
// among the constants below are kept as written.
type EventCategory string

// The categories of trails, as documented in "CloudTrail record contents" in
// the user guide.
const (
	CategoryManagement      EventCategory = "Management"
	CategoryData            EventCategory = "Data"
	CategoryNetworkActivity EventCategory = "NetworkActivity"
	CategoryInsight         EventCategory = "Insight"
	CategoryAggregated      EventCategory = "Aggregated"
)
