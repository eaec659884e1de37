// Generated from docs/contracts/parlor.openapi.json. Do not edit:
// `npm run generate -w contract` writes it.
import type { DescribedOperation } from "./described-operation.ts";

/** The operations of the messages family, by `operationId`. */
export const messageOperations = {
  "getConversationsMessages": {
    "method": "GET",
    "path": "/api/v2/conversations/messages",
    "summary": "The agent's conversations, as messages",
    "parameters": [
      {
        "name": "pageSize",
        "in": "query",
        "isRequired": false,
        "schema": {
          "type": "integer",
          "description": "1 to 100. Default: 100"
        }
      },
      {
        "name": "pageNumber",
        "in": "query",
        "isRequired": false,
        "schema": {
          "type": "integer",
          "description": "From 1. Default: 1"
        }
      }
    ]
  },
  "getConversationsMessage": {
    "method": "GET",
    "path": "/api/v2/conversations/messages/{conversationId}",
    "summary": "One conversation, as messages: participants, and the ids of what each has written",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      }
    ]
  },
  "patchConversationsMessage": {
    "method": "PATCH",
    "path": "/api/v2/conversations/messages/{conversationId}",
    "summary": "Ends it for all",
    "description": "Needs an own leg that rings or runs.",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      }
    ],
    "body": {
      "type": "object",
      "properties": {
        "state": {
          "const": "disconnected"
        }
      },
      "required": [
        "state"
      ]
    }
  },
  "patchConversationsMessageParticipant": {
    "method": "PATCH",
    "path": "/api/v2/conversations/messages/{conversationId}/participants/{participantId}",
    "summary": "Accepts, leaves, holds, wraps up",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "participantId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      }
    ],
    "body": {
      "type": "object",
      "properties": {
        "state": {
          "enum": [
            "connected",
            "disconnected",
            null
          ]
        },
        "wrapup": {
          "anyOf": [
            {
              "type": "object",
              "properties": {
                "code": {
                  "type": [
                    "string",
                    "null"
                  ]
                },
                "name": {
                  "type": [
                    "string",
                    "null"
                  ],
                  "maxLength": 200
                },
                "notes": {
                  "type": [
                    "string",
                    "null"
                  ],
                  "maxLength": 4000
                },
                "tags": {
                  "type": [
                    "array",
                    "null"
                  ],
                  "maxItems": 50,
                  "items": {
                    "type": "string",
                    "maxLength": 100
                  }
                },
                "durationSeconds": {
                  "type": [
                    "number",
                    "null"
                  ],
                  "minimum": 0,
                  "maximum": 31536000
                },
                "provisional": {
                  "type": [
                    "boolean",
                    "null"
                  ]
                }
              }
            },
            {
              "type": "null"
            }
          ]
        },
        "wrapupSkipped": {
          "type": [
            "boolean",
            "null"
          ]
        },
        "held": {
          "type": [
            "boolean",
            "null"
          ]
        },
        "muted": {
          "enum": [
            false,
            null
          ],
          "description": "True is 400: a chat cannot be muted, confined or recorded."
        },
        "confined": {
          "enum": [
            false,
            null
          ],
          "description": "True is 400: a chat cannot be muted, confined or recorded."
        },
        "recording": {
          "enum": [
            false,
            null
          ],
          "description": "True is 400: a chat cannot be muted, confined or recorded."
        }
      },
      "description": "At least one of state, held, wrapup and wrapupSkipped is given."
    }
  },
  "patchConversationsMessageParticipantAttributes": {
    "method": "PATCH",
    "path": "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/attributes",
    "summary": "Sets attributes of the guest's conversation",
    "description": "An empty value removes an attribute. A key has at most 200 characters, a value 1,000; a chat has at most 200 attributes. Needs an own leg that rings or runs.",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "participantId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      }
    ],
    "body": {
      "type": "object",
      "properties": {
        "attributes": {
          "type": [
            "object",
            "null"
          ],
          "propertyNames": {
            "maxLength": 200
          },
          "additionalProperties": {
            "type": "string",
            "maxLength": 1000
          }
        }
      }
    }
  },
  "postConversationsMessageParticipantReplace": {
    "method": "POST",
    "path": "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/replace",
    "summary": "Hands the guest to a queue or to an agent",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "participantId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "Parlor-Transfer-Note",
        "in": "header",
        "isRequired": false,
        "schema": {
          "type": "string",
          "description": "Percent-encoded, at most 1,000 characters; shown to the next agent only"
        }
      }
    ],
    "body": {
      "type": "object",
      "properties": {
        "userId": {
          "type": [
            "string",
            "null"
          ],
          "maxLength": 200
        },
        "queueId": {
          "type": [
            "string",
            "null"
          ],
          "maxLength": 200
        },
        "userName": {
          "type": [
            "string",
            "null"
          ],
          "maxLength": 200
        },
        "address": {
          "type": [
            "string",
            "null"
          ],
          "maxLength": 200
        },
        "transferType": {
          "enum": [
            "Attended",
            "Unattended",
            null
          ],
          "description": "Attended: the agent stays, and may go on writing, until another one accepts; a chosen agent who declines or does not answer leaves all as it was. Default: Unattended"
        }
      },
      "description": "One target: an agent by userId or userName, or a queue by queueId or by its name as address. Two are 400."
    }
  },
  "getConversationsMessageParticipantWrapup": {
    "method": "GET",
    "path": "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/wrapup",
    "summary": "The wrap-up of this leg",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "participantId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "provisional",
        "in": "query",
        "isRequired": false,
        "schema": {
          "type": "boolean",
          "description": "True: also one that is only a draft. Otherwise a draft is 404."
        }
      }
    ]
  },
  "getConversationsMessageParticipantWrapupcodes": {
    "method": "GET",
    "path": "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/wrapupcodes",
    "summary": "The codes to choose from",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "participantId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      }
    ]
  },
  "patchConversationsMessageParticipantCommunication": {
    "method": "PATCH",
    "path": "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/communications/{communicationId}",
    "summary": "Leaves",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "participantId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "communicationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      }
    ],
    "body": {
      "type": "object",
      "properties": {
        "state": {
          "const": "disconnected"
        }
      },
      "required": [
        "state"
      ]
    }
  },
  "getConversationsMessageParticipantCommunicationWrapup": {
    "method": "GET",
    "path": "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/communications/{communicationId}/wrapup",
    "summary": "The wrap-up of this leg",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "participantId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "communicationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "provisional",
        "in": "query",
        "isRequired": false,
        "schema": {
          "type": "boolean",
          "description": "True: also one that is only a draft. Otherwise a draft is 404."
        }
      }
    ]
  },
  "postConversationsMessageParticipantCommunicationWrapup": {
    "method": "POST",
    "path": "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/communications/{communicationId}/wrapup",
    "summary": "Says what became of this leg",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "participantId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "communicationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      }
    ],
    "body": {
      "type": "object",
      "properties": {
        "code": {
          "type": [
            "string",
            "null"
          ]
        },
        "name": {
          "type": [
            "string",
            "null"
          ],
          "maxLength": 200
        },
        "notes": {
          "type": [
            "string",
            "null"
          ],
          "maxLength": 4000
        },
        "tags": {
          "type": [
            "array",
            "null"
          ],
          "maxItems": 50,
          "items": {
            "type": "string",
            "maxLength": 100
          }
        },
        "durationSeconds": {
          "type": [
            "number",
            "null"
          ],
          "minimum": 0,
          "maximum": 31536000
        },
        "provisional": {
          "type": [
            "boolean",
            "null"
          ]
        }
      }
    }
  },
  "postConversationsMessageParticipantMonitor": {
    "method": "POST",
    "path": "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/monitor",
    "summary": "Reads along as a supervisor",
    "description": "No agent has the role of a supervisor yet: 403 not.authorized.",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "participantId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      }
    ]
  },
  "postConversationsMessageCommunicationMessages": {
    "method": "POST",
    "path": "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/messages",
    "summary": "Writes to the guest",
    "description": "U+0000 is dropped from the body and half of a surrogate pair becomes U+FFFD, before it is acknowledged. In every other text of a request either one is 400 invalid.value, with the field named.",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "communicationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "useNormalizedMessage",
        "in": "query",
        "isRequired": false,
        "schema": {
          "type": "boolean",
          "description": "False: without normalizedMessage in the reply, which newer clients expect without asking."
        }
      },
      {
        "name": "Idempotency-Key",
        "in": "header",
        "isRequired": false,
        "schema": {
          "type": "string",
          "maxLength": 200,
          "description": "The sender's own. The same key within 24 h gives the first reply again; with another body, body type or language it is 409 request.conflict; a longer one is 400 invalid.value."
        }
      }
    ],
    "body": {
      "type": "object",
      "description": "Exactly one of textBody and mediaIds.",
      "properties": {
        "textBody": {
          "type": [
            "string",
            "null"
          ],
          "maxLength": 4000,
          "description": "The vendor lets 2,000."
        },
        "mediaIds": {
          "type": [
            "array",
            "null"
          ],
          "items": {
            "type": "string",
            "minLength": 1
          },
          "uniqueItems": true,
          "maxItems": 100,
          "description": "Files that were announced and received, in this order."
        },
        "messagingTemplate": {
          "type": "null",
          "description": "There are no templates here: anything else is 400."
        }
      }
    }
  },
  "postConversationsMessageCommunicationMessagesMediaUploads": {
    "method": "POST",
    "path": "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/messages/media/uploads",
    "summary": "Announces a file of the agent's",
    "description": "PUT its bytes to uploadUrl with exactly uploadHeaders, and send it by its id in mediaIds once its status is valid. 404 where agents may not attach files.",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "communicationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "Idempotency-Key",
        "in": "header",
        "isRequired": false,
        "schema": {
          "type": "string",
          "maxLength": 200,
          "description": "The sender's own. The same key within 24 h gives the first reply again; with another body, body type or language it is 409 request.conflict; a longer one is 400 invalid.value."
        }
      }
    ],
    "body": {
      "type": "object",
      "properties": {
        "fileName": {
          "type": "string",
          "description": "With its extension, which tells the media type. The server cleans it."
        },
        "contentLengthBytes": {
          "type": "integer",
          "minimum": 0
        },
        "contentMd5": {
          "type": [
            "string",
            "null"
          ],
          "description": "Not read: the server checks the length and the kind of the bytes."
        }
      },
      "required": [
        "contentLengthBytes",
        "fileName"
      ]
    }
  },
  "getConversationsMessageCommunicationMessagesMedia": {
    "method": "GET",
    "path": "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/messages/media",
    "summary": "The files that the agent has announced on this communication",
    "description": "The first one first. 404 where agents may not attach files.",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "communicationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "status",
        "in": "query",
        "isRequired": false,
        "schema": {
          "type": "string",
          "enum": [
            "uploading",
            "valid",
            "invalid"
          ],
          "description": "Only those in this state."
        }
      },
      {
        "name": "pageSize",
        "in": "query",
        "isRequired": false,
        "schema": {
          "type": "integer",
          "description": "1 to 100. Default: 100"
        }
      },
      {
        "name": "pageNumber",
        "in": "query",
        "isRequired": false,
        "schema": {
          "type": "integer",
          "description": "From 1. Default: 1"
        }
      }
    ]
  },
  "getConversationsMessageCommunicationMessagesMediaMediaId": {
    "method": "GET",
    "path": "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/messages/media/{mediaId}",
    "summary": "One of those files",
    "description": "404 where agents may not attach files.",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "communicationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "mediaId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      }
    ]
  },
  "postConversationsMessageCommunicationTyping": {
    "method": "POST",
    "path": "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/typing",
    "summary": "Is writing",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "communicationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      }
    ],
    "body": {
      "type": "object",
      "properties": {
        "typing": {
          "type": "object",
          "properties": {
            "type": {
              "enum": [
                "On",
                "Off"
              ],
              "description": "Off tells the guest nothing."
            },
            "duration": {
              "type": [
                "integer",
                "null"
              ],
              "description": "Not read."
            }
          },
          "required": [
            "type"
          ]
        },
        "dateSent": {
          "description": "Not read."
        }
      },
      "required": [
        "typing"
      ]
    }
  },
  "getConversationsMessageMessage": {
    "method": "GET",
    "path": "/api/v2/conversations/messages/{conversationId}/messages/{messageId}",
    "summary": "One message",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "messageId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "useNormalizedMessage",
        "in": "query",
        "isRequired": false,
        "schema": {
          "type": "boolean",
          "description": "False: without normalizedMessage in the reply, which newer clients expect without asking."
        }
      }
    ]
  },
  "postConversationsMessageMessagesBulk": {
    "method": "POST",
    "path": "/api/v2/conversations/messages/{conversationId}/messages/bulk",
    "summary": "Messages by their ids, oldest first; unknown ones are left out",
    "parameters": [
      {
        "name": "conversationId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "useNormalizedMessage",
        "in": "query",
        "isRequired": false,
        "schema": {
          "type": "boolean",
          "description": "False: without normalizedMessage in the reply, which newer clients expect without asking."
        }
      }
    ],
    "body": {
      "type": "array",
      "items": {
        "type": "string"
      },
      "maxItems": 1000
    }
  },
  "getConversationsMessageDetails": {
    "method": "GET",
    "path": "/api/v2/conversations/messages/{messageId}/details",
    "summary": "One message, without the id of its conversation",
    "parameters": [
      {
        "name": "messageId",
        "in": "path",
        "isRequired": true,
        "schema": {
          "type": "string",
          "minLength": 1
        }
      },
      {
        "name": "useNormalizedMessage",
        "in": "query",
        "isRequired": false,
        "schema": {
          "type": "boolean",
          "description": "False: without normalizedMessage in the reply, which newer clients expect without asking."
        }
      }
    ]
  }
} satisfies Readonly<Record<string, DescribedOperation>>;
