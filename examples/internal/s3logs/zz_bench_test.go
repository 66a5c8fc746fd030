package s3logs

import (
	"net/http"
	"os"
	"fmt"
	"testing"
	"time"

	"github.com/awstls/awstls/examples/internal/fakes3"
)

func TestZZServe(t *testing.T) {
	s := fakes3.Start(t)
	text, _ := os.ReadFile(os.Getenv("ZZ_FILE"))
	for n := range 2000 {
		s.Put(t, "logs", fmt.Sprintf("p/%04d.log.gz", n), string(text))
	}
	s.Refuse = func(int, *http.Request) (int, string) { time.Sleep(30 * time.Millisecond); return 0, "" }
	os.WriteFile("/tmp/w5url", []byte(os.Getenv("AWS_ENDPOINT_URL")), 0o644)
	time.Sleep(100 * time.Second)
}
