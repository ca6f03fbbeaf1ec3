namespace Musenor.Operations;

/// <summary>What an empty portal shows before anybody has brought anything. A higher room knows how to make it.</summary>
public interface IFirstContent
{
    /// <summary>True when nothing is there yet: content of an installation is never mixed with a demonstration.</summary>
    Task<bool> PortalIsEmpty(CancellationToken stop = default);

    /// <summary>Brings the content; run again after a stop, goes on.</summary>
    /// <param name="tell">Says how far it is, for whoever watches the start.</param>
    Task Load(Action<string> tell, CancellationToken stop = default);

    /// <summary>Says at each start what whoever tries the portal needs, where the content is there.</summary>
    Task Welcome(Action<string> tell, CancellationToken stop = default);
}
