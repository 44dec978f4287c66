using System.Net.Sockets;
using System.Security.Authentication;
using BrowserScraper.Items;
using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>Why a database cannot be used at all, in one line that says what to mend.</summary>
internal static class StoreTrouble
{
    private const string Password = "see to STORE_PASSWORD, PGPASSWORD or the pgpass file";

    /// <param name="refused">What was thrown.</param>
    /// <param name="address">Where it was looked for.</param>
    /// <returns>Null where it is another kind of trouble, such as a defect.</returns>
    public static RunStopException? Of(Exception refused, NpgsqlConnectionStringBuilder address)
    {
        string who = string.IsNullOrEmpty(address.Username) ? Environment.UserName : address.Username;
        string at = StoreAddress.Shown(address);
        string? why = (refused as NpgsqlException ?? refused.InnerException) switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } =>
                $"the password of '{who}' is wrong, or there is no such user; {Password}",
            PostgresException { SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification } no =>
                $"'{who}' may not sign in ({FirstLine(no.MessageText)}); see to the user, and to pg_hba.conf of the server",
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                $"there is no database '{address.Database ?? who}'; make it: createdb {address.Database ?? who}",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } no =>
                $"'{who}' lacks rights ({FirstLine(no.MessageText)}); let the schema's owner run doctor once, which brings the schema up "
                    + "to date, and grant the rest as docs/many-machines.md says",
            PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
                "it has no connection left; raise its max_connections, or work with fewer pages",
            PostgresException { SqlState: PostgresErrorCodes.ProtocolViolation } no
                when no.MessageText.Contains("startup parameter", StringComparison.Ordinal) =>
                $"a pooler is in between ({FirstLine(no.MessageText)}); set it up as docs/many-machines.md says, or leave it out",
            PostgresException no => FirstLine(no.MessageText),
            NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } } =>
                $"there is no host '{address.Host}'; see to STORE",
            NpgsqlException { InnerException: SocketException socket } =>
                $"it does not answer ({FirstLine(socket.Message)}); is it running, and are host and port right?",
            NpgsqlException { InnerException: TimeoutException } =>
                "it does not answer in time; is it running, and are host and port right?",
            NpgsqlException no when no.Message.Contains("password has been provided", StringComparison.OrdinalIgnoreCase) =>
                $"it asks '{who}' for a password, and none is set; {Password}",
            NpgsqlException { InnerException: AuthenticationException no } =>
                $"its certificate is not accepted ({FirstLine(no.Message)}); see to sslmode and sslrootcert in STORE",
            NpgsqlException no when no.Message.Contains("SSL", StringComparison.Ordinal) =>
                $"there is no TLS ({FirstLine(no.Message)}), which is required from other machines; let the server have it, or say "
                    + "sslmode=disable in STORE where the network is your own",
            NpgsqlException no => FirstLine((no.InnerException ?? no).Message),
            _ => null,
        };
        return why is null ? null : new(StopReason.MachineLacks, $"the store {at} cannot be used: {why}", refused);
    }

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('.', '\r');
}
