// Judges one claim from .NET through DllImport and prints its findings.
//
//     mcs Scrub.cs && LD_LIBRARY_PATH=../../target/release mono Scrub.exe CLAIM.json
//
// Structures are those of cleanclaim.h. A text the library lends is UTF-8 with its length; a size_t is
// a UIntPtr. Keep each pointer in a SafeHandle of its own in a real program.
using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

static class Cleanclaim
{
    const string Library = "cleanclaim";

    [StructLayout(LayoutKind.Sequential)]
    public struct Text
    {
        public IntPtr Data;
        public UIntPtr Length;

        public override string ToString()
        {
            var bytes = new byte[(int)Length];
            Marshal.Copy(Data, bytes, 0, bytes.Length);
            return Encoding.UTF8.GetString(bytes);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Finding
    {
        public Text Rule, Name, Message, Citation, Field, DenialGroup, Carc;
        public IntPtr Rarcs;
        public UIntPtr RarcCount;
        public IntPtr RelatedLines;
        public UIntPtr RelatedLineCount;
        public IntPtr Values;
        public UIntPtr ValueCount;
        public IntPtr Fixes;
        public UIntPtr FixCount;
        public long AtRiskCents;
        public uint Severity, Line, Position, IoceEdit;
    }

    [DllImport(Library)]
    public static extern uint cleanclaim_scrubber_new(byte[] profile, UIntPtr length, out IntPtr scrubber);
    [DllImport(Library)]
    public static extern void cleanclaim_scrubber_free(IntPtr scrubber);
    [DllImport(Library)]
    public static extern uint cleanclaim_scrub_json(IntPtr scrubber, byte[] claim, UIntPtr length, out IntPtr report);
    [DllImport(Library)]
    public static extern UIntPtr cleanclaim_report_finding_count(IntPtr report);
    [DllImport(Library)]
    public static extern uint cleanclaim_report_finding(IntPtr report, UIntPtr index, out Finding finding, UIntPtr size);
    [DllImport(Library)]
    public static extern void cleanclaim_report_free(IntPtr report);
    [DllImport(Library)]
    public static extern IntPtr cleanclaim_last_error(IntPtr length);

    public static void Demand(uint status)
    {
        if (status != 0)
            throw new InvalidOperationException(Marshal.PtrToStringAnsi(cleanclaim_last_error(IntPtr.Zero)));
    }
}

static class Scrub
{
    static int Main(string[] arguments)
    {
        var claim = File.ReadAllBytes(arguments[0]);
        IntPtr scrubber, report;
        Cleanclaim.Demand(Cleanclaim.cleanclaim_scrubber_new(null, UIntPtr.Zero, out scrubber));
        Cleanclaim.Demand(Cleanclaim.cleanclaim_scrub_json(scrubber, claim, (UIntPtr)claim.Length, out report));
        var count = (ulong)Cleanclaim.cleanclaim_report_finding_count(report);
        for (ulong index = 0; index < count; index++)
        {
            Cleanclaim.Finding finding;
            var size = (UIntPtr)Marshal.SizeOf(typeof(Cleanclaim.Finding));
            Cleanclaim.Demand(Cleanclaim.cleanclaim_report_finding(report, (UIntPtr)index, out finding, size));
            Console.WriteLine("line {0}  {1}  {2}", finding.Line, finding.Rule, finding.Message);
        }
        Cleanclaim.cleanclaim_report_free(report);
        Cleanclaim.cleanclaim_scrubber_free(scrubber);
        return 0;
    }
}
