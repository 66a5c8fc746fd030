package main

import (
	"bufio"
	"errors"
	"io"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
)

// A converter writes the records of logs in one form.
type converter struct {
	out      *bufio.Writer
	form     form
	bar      *terminal.Progress
	complain func(name string, err error)

	line   []byte
	broken error // why out takes no more
}

// input converts one input. It returns why it was not read to its end, or that
// nothing in it was recognised.
func (c *converter) input(in logs.Input) error {
	r, err := in.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	d := awstls.NewDecoder(c.bar.Reader(r))
	recognised := false
	var unknown error // where something is that was not
	for {
		err := d.Next()
		if err == io.EOF {
			break
		}
		perr, damaged := errors.AsType[*tlslog.ParseError](err)
		switch {
		case err != nil && !damaged:
			return err
		case errors.Is(err, awstls.ErrUnknown):
			unknown = err
			continue
		case damaged:
			c.complain(in.Name, err)
		}
		recognised = true
		c.bar.AddRecords(1)
		rec, ok := d.Record().(record)
		if !ok || damaged && perr.Field == "" {
			continue // there is nothing left of it
		}
		if err := c.write(in.Name, rec); err != nil {
			return err
		}
	}
	if unknown != nil && !recognised {
		return logs.ErrUnknown
	} else if unknown != nil {
		c.complain(in.Name, unknown)
	}
	return nil
}

// write writes one record.
func (c *converter) write(name string, rec record) error {
	line, err := c.form(c.line[:0], rec)
	if c.line = line; err != nil {
		c.complain(name, err)
		return nil
	}
	if len(line) > 0 {
		_, c.broken = c.out.Write(append(line, '\n'))
	}
	return c.broken
}
