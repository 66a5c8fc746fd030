package main

import (
	"bufio"
	"errors"
	"io"
	"iter"
	"os"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// A converter writes the records of logs in one form.
type converter struct {
	out      *bufio.Writer
	form     form
	bar      *progress
	complain func(name string, err error)

	line   []byte
	broken error // why out takes no more
}

// input converts one input. It returns why it was not read to its end.
func (c *converter) input(in logs.Input) error {
	r, err := in.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	log := bufio.NewReaderSize(c.bar.reader(r), logs.HeadBytes)
	head, err := log.Peek(logs.HeadBytes)
	if err != nil && err != io.EOF {
		return err
	}
	switch logs.Detect(head) {
	case tlslog.SourceALB:
		return convert(c, in.Name, alb.NewDecoder(log).All())
	case tlslog.SourceCloudFront:
		return convert(c, in.Name, cloudfront.NewDecoder(log).All())
	case tlslog.SourceNetworkFirewall:
		return c.firewall(in.Name, log)
	case tlslog.SourceCloudTrail:
		return convert(c, in.Name, cloudtrail.NewDecoder(log).All())
	}
	if len(head) > 0 {
		return logs.ErrUnknown
	}
	return nil
}

// firewall converts a log of Network Firewall in two passes, since each of its
// two decoders passes over what the other reads. The log can be a pipe, so
// that the first pass keeps it in a temporary file for the second.
func (c *converter) firewall(name string, log io.Reader) error {
	file, err := os.CreateTemp("", "convert-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	spool := bufio.NewWriter(file)
	end := convert(c, name, networkfirewall.NewDecoder(io.TeeReader(log, spool)).All())
	if err := spool.Flush(); err != nil {
		return err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if err := convert(c, name, logs.FieldDamage(networkfirewall.NewAlertDecoder(file).All())); err != nil && end == nil {
		return err
	}
	return end
}

// convert writes the records of a log.
func convert[R record](c *converter, name string, records iter.Seq2[R, error]) error {
	for rec, err := range records {
		if _, damaged := errors.AsType[*tlslog.ParseError](err); err != nil && !damaged {
			return err
		} else if damaged {
			c.complain(name, err)
		}
		line, err := c.form(c.line[:0], rec)
		if c.line = line; err != nil {
			c.complain(name, err)
			continue
		}
		if len(line) == 0 {
			continue
		}
		if _, c.broken = c.out.Write(append(line, '\n')); c.broken != nil {
			return c.broken
		}
	}
	return nil
}
