      *> Judges one claim from COBOL and shows its findings.
      *>
      *>     cobc -x -fstatic-call scrub.cob -lcleanclaim
      *>
      *> Texts and structures are those of cleanclaim.h: a text is a
      *> pointer and a length, and what the library lends ends with a
      *> zero byte.
       identification division.
       program-id. scrub.
       data division.
       working-storage section.
       01 scrubber            usage pointer value null.
       01 report-handle       usage pointer value null.
       01 call-status         usage binary-long unsigned.
       01 finding-count       usage binary-double unsigned value 0.
       01 place               usage binary-double unsigned value 0.
       01 finding-size        usage binary-double unsigned value 200.
       01 no-text             usage pointer value null.
       01 no-length           usage binary-double unsigned value 0.
       01 claim-length        usage binary-double unsigned.
       01 claim-text          pic x(400).
       01 wanted              usage binary-long unsigned.
      *> cleanclaim_finding, as far as it is shown here.
       01 finding.
          05 rule-data        usage pointer.
          05 rule-length      usage binary-double unsigned.
          05 name-data        usage pointer.
          05 name-length      usage binary-double unsigned.
          05 message-data     usage pointer.
          05 message-length   usage binary-double unsigned.
          05 filler           pic x(152).
       linkage section.
       01 lent                pic x(400).
       procedure division.
           string
             '{"id":"COB-1","form":"professional",'
             '"diagnoses":["L57.0"],"lines":['
             '{"number":1,"procedure":"11102","from":"2024-08-05",'
             '"place":"11","diagnosis_pointers":[1]},'
             '{"number":2,"procedure":"17000","from":"2024-08-05",'
             '"place":"11","diagnosis_pointers":[1]}]}'
             delimited by size into claim-text
           end-string
           move function length(function trim(claim-text))
             to claim-length
           call "cleanclaim_scrubber_new" using
             by value no-text by value no-length
             by reference scrubber
             returning call-status
           end-call
           perform stop-when-failed
           call "cleanclaim_scrub_json" using
             by value scrubber by reference claim-text
             by value claim-length
             by reference report-handle
             returning call-status
           end-call
           perform stop-when-failed
           call "cleanclaim_report_finding_count" using
             by value report-handle
             returning finding-count
           end-call
           perform until place >= finding-count
             call "cleanclaim_report_finding" using
               by value report-handle by value place
               by reference finding by value finding-size
               returning call-status
             end-call
             perform stop-when-failed
             set address of lent to rule-data
             display lent(1:rule-length) " " with no advancing
             set address of lent to message-data
             display lent(1:message-length)
             add 1 to place
           end-perform
           call "cleanclaim_report_free" using by value report-handle
             returning omitted
           end-call
           call "cleanclaim_scrubber_free" using by value scrubber
             returning omitted
           end-call
           stop run.

       stop-when-failed.
           if call-status not = 0
             display "failed with status " call-status
             move 2 to return-code
             stop run
           end-if.
