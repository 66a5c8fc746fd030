package peers

import (
	"strings"
	"testing"
	"testing/iotest"
)

func TestBlocks(t *testing.T) {
	line := strings.Repeat("x", 1000) + "\n"
	long := strings.Repeat("x", blockSize+1)
	for name, tt := range map[string]struct {
		log  string
		want error
	}{
		"empty":             {"", nil},
		"one line":          {line, nil},
		"no last line feed": {line + "x", nil},
		"many blocks":       {strings.Repeat(line, 2500), nil},
		"a block":           {strings.Repeat("x", blockSize-1) + "\n", nil},
		"a block, a line":   {strings.Repeat("x", blockSize-1) + "\n" + line, nil},
		"too long":          {long + "\n", errLongLine},
	} {
		var got strings.Builder
		err := blocks(iotest.HalfReader(strings.NewReader(tt.log)), func(block []byte) error {
			if got.Len() < len(tt.log)-len(block) && block[len(block)-1] != '\n' {
				t.Errorf("%s: a block ends within a line", name)
			}
			got.Write(block)
			return nil
		})
		if err != tt.want || (err == nil && got.String() != tt.log) {
			t.Errorf("%s: got %d bytes of %d, and %v", name, got.Len(), len(tt.log), err)
		}
	}
}
