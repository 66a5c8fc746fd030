package s3logs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
)

const (
	// attempts is how often a request is tried, unless the environment or the
	// shared files say otherwise: more often than the SDK's 3, which many
	// readers of one prefix use up when S3 asks them to slow down. The pauses
	// between 6 add up to half a minute at most.
	attempts = 6

	// idle is how long a connection may be silent.
	idle = time.Minute

	// connections is how many connections are kept for the next request.
	connections = 64
)

// newClient returns a client as the environment and the shared files of the AWS
// SDKs configure it: credentials, AWS_REGION, AWS_PROFILE, AWS_MAX_ATTEMPTS,
// AWS_RETRY_MODE and so on. With AWS_ENDPOINT_URL or AWS_ENDPOINT_URL_S3 it
// talks to another server than that of Amazon S3, with the bucket in the path.
func newClient(ctx context.Context) (*s3.Client, error) {
	cfg, err := config.LoadDefaultConfig(ctx, config.WithHTTPClient(
		awshttp.NewBuildableClient().WithReadTimeout(idle).WithTransportOptions(func(t *http.Transport) {
			t.MaxIdleConnsPerHost = connections
		})))
	if err != nil {
		return nil, err
	}
	if cfg.RetryMode == "" {
		// The SDK's standard, but for its limit to the retries of all requests
		// together: a few readers at a time are no storm. Its adaptive mode
		// takes minutes to recover from one SlowDown (observed).
		cfg.Retryer = func() aws.Retryer {
			return retry.NewStandard(func(o *retry.StandardOptions) {
				o.MaxAttempts = cmp.Or(cfg.RetryMaxAttempts, attempts)
				o.RateLimiter = ratelimit.None
			})
		}
	}
	return s3.NewFromConfig(cfg, func(o *s3.Options) {
		o.UsePathStyle = o.BaseEndpoint != nil
		o.DisableLogOutputChecksumValidationSkipped = true // which is no news for what has none
	}), nil
}

// plainError returns an error of the SDK as one that is the same each time, and
// that a person can read: without the IDs of requests. If ctx has ended, the
// error is that of ctx.
func plainError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if response, ok := errors.AsType[*awshttp.ResponseError](err); ok && response.HTTPStatusCode() == http.StatusMovedPermanently {
		if region := response.HTTPResponse().Header.Get("X-Amz-Bucket-Region"); region != "" {
			return fmt.Errorf("the bucket is in %s; set AWS_REGION", region)
		}
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return &apiError{api}
	}
	return err
}

// An apiError is an error of S3 with a text that has no more than its code and
// its message.
type apiError struct{ smithy.APIError }

func (e *apiError) Error() string {
	if e.ErrorMessage() == "" {
		return "S3: " + e.ErrorCode()
	}
	return "S3: " + e.ErrorCode() + ": " + e.ErrorMessage()
}

func (e *apiError) Unwrap() error { return e.APIError }

// isDenied reports whether S3 did not let us, rather than that it or the way to
// it does not work.
func isDenied(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	return ok && api.ErrorCode() == "AccessDenied"
}

// isChanged reports whether an object is no longer the one that was asked for.
func isChanged(err error) bool {
	response, ok := errors.AsType[*awshttp.ResponseError](err)
	return ok && (response.HTTPStatusCode() == http.StatusPreconditionFailed || response.HTTPStatusCode() == http.StatusRequestedRangeNotSatisfiable)
}
