namespace BrowserScraper.Items;

/// <summary>Why a run ends before its work does.</summary>
public enum StopReason
{
    /// <summary>A setting, an argument or a script name is wrong.</summary>
    BadUsage,

    /// <summary>The site does not accept the credentials, or ends the session again and again.</summary>
    SignInRefused,

    /// <summary>The site does not answer.</summary>
    SiteUnavailable,

    /// <summary>No browser, no disk space, no right to write, or the checkpoint is held by another process.</summary>
    MachineLacks,

    /// <summary>The site serves wrong files, one for several items.</summary>
    WrongFiles,

    /// <summary>GLOBAL_JOB_TIMEOUT was reached.</summary>
    TimeLimit,

    /// <summary>Nearly nothing that the site gives is right: it has changed, or serves rubbish.</summary>
    LowYield,

    /// <summary>A defect of the script or of this program: something threw that nobody had foreseen.</summary>
    Fault,

    /// <summary>The operator asked for it.</summary>
    Interrupted,

    /// <summary>The operator has ended the job: nobody takes it up again by himself.</summary>
    Cancelled,

    /// <summary>Its process was gone, or got no further and was ended; told afterwards.</summary>
    Lost,
}
